// `npm run bangfu -- <command>`: the operator's commands on the data folder.
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
await import('../dist/apps/standalone/src/cli.js');
