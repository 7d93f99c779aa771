import { handLoop, MEASURES } from './hand-loop.js';
import { measureCode } from '../../../libs/impact/src/contribution/impact.projection.js';

// A process of its own, so that what the loop keeps in memory is not counted as memory of the product.
const [ledgerFile, targetFile] = process.argv.slice(2);
if (ledgerFile === undefined || targetFile === undefined) throw new Error('hand-process <ledger file> <target file>');
console.log(handLoop(ledgerFile, targetFile, MEASURES.map(measureCode)));
