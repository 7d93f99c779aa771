// What an empty ledger says comes before what an administrator fills it with.
import './empty-ledger/empty.facts.js';
import './empty-ledger/admin.facts.js';
