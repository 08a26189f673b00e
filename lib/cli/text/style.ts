import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours for a terminal; elsewhere the text as it is. */
export type Style = Readonly<
  Record<'strong' | 'good' | 'warning' | 'bad' | 'faint', (text: string) => string>
>;

/** What tells whether colours are welcome. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
}

/** Whether to colour: on a terminal that can, unless NO_COLOR says otherwise (https://no-color.org). */
export function wantsColour(screen: Screen, env: NodeJS.ProcessEnv): boolean {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return screen.isTTY === true && !refused;
}

export function createStyle(coloured: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    coloured ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: paint('bold'),
    good: paint('green'),
    warning: paint('yellow'),
    bad: paint('red'),
    faint: paint('dim'),
  };
}
