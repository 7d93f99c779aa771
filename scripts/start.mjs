// `npm start`: installs and builds when needed, then serves in this very process, so a signal to it reaches the server.
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
await import('../dist/apps/standalone/src/main.js');
