import { flagNames, SECPKG_FLAG } from '../../constants.js';
import { listPackages } from '../../packages.js';
import type { Command } from '../command.js';
import { columns } from '../text/layout.js';

/** `secur32 packages`. */
export const packages: Command = {
  name: 'packages',
  operands: '',
  summary: 'List the security packages of this system.',
  details: ['With --json their capabilities, too: the names of SECPKG_FLAG.'],
  options: {},
  count: [0, 0],
  run() {
    const found = listPackages().map(({ capabilities, ...rest }) => ({
      ...rest,
      capabilities: flagNames(capabilities, SECPKG_FLAG),
    }));
    return {
      json: { packages: found },
      text(style) {
        const head = ['NAME', 'MAX TOKEN', 'RPC ID', 'DESCRIPTION'];
        const rows = found.map(({ name, maxToken, rpcId, comment }) => {
          return [name, String(maxToken), rpcId === 0xffff ? '-' : String(rpcId), comment];
        });
        const [first = '', ...others] = columns([head, ...rows]).split('\n');
        return [style.strong(first), ...others].join('\n');
      },
    };
  },
};
