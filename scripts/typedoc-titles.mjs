// A plugin of TypeDoc: a page is called by its first heading, and not by the name of its file.
import { Converter } from 'typedoc';

const HEADING = /^# (.+)\n/;

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
    const [first] = page.content;
    const [line, title] = HEADING.exec(first?.text ?? '') ?? [];
    if (first === undefined || line === undefined || title === undefined) {
      throw new Error(`${page.name} does not begin with a heading`);
    }
    page.name = title;
    first.text = first.text.slice(line.length);
  });
}
