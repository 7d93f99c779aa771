// One ledger for all groups: what is only looked at comes before what is entered.
import './imports/files.facts.js';
import './imports/sound.facts.js';
import './imports/mending.facts.js';
import './imports/entering.facts.js';
