import { Credentials, isSupported, SecBuffer, SspiError, Status } from 'secur32';
import type { Secur32 } from './session.js';

import { report } from './report.js';
import { session } from './session.js';

const named = { Credentials, isSupported, SecBuffer, SspiError, Status };
await report(() => session(named as unknown as Secur32));
