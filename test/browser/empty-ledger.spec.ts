// What an empty ledger says comes before what an administrator fills it with, and that before lists that are long.
import './empty-ledger/empty.facts.js';
import './empty-ledger/admin.facts.js';
import './empty-ledger/many.facts.js';
