import secur32 = require('secur32');

import { report } from './report.js';
import { session } from './session.js';

void report(() => session(secur32));
