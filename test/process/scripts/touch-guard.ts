// touch-guard SIDE: writes the byte beside guarded memory. Nothing may come after that.
import { guardedMemory, touch } from '../../scripted-ssp/guarded-memory.js';

const SIZE = 16;
const side = process.argv[2] === 'before' ? 'before' : 'after';

const memory = guardedMemory(SIZE, side);
touch(memory, 0);
touch(memory, SIZE - 1);
console.log('within');
touch(memory, side === 'after' ? SIZE : -1);
console.log('beside');
