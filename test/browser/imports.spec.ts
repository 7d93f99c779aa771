// One ledger for all groups: files are uploaded and mended throughout, and only the last group enters what is in them.
import './imports/files.facts.js';
import './imports/sound.facts.js';
import './imports/mending.facts.js';
import './imports/entering.facts.js';
