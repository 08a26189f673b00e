import * as secur32 from 'secur32';

import { report } from './report.js';
import { session } from './session.js';

await report(() => session(secur32));
