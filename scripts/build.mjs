// `npm run build`: builds what is older than its sources; installing is left to the person who works here.
import { ensureBuilt } from './prepare.mjs';

ensureBuilt();
