// One server with the demonstration year and one browser for all groups of screens. Entries are of this year, so that the
// figures of the demonstration's stay; the last groups change its projects and lock months.
import './demo-year/budgets.facts.js';
import './demo-year/sound.facts.js';
import './demo-year/english.facts.js';
import './demo-year/rights.facts.js';
import './demo-year/reading.facts.js';
import './demo-year/figures.facts.js';
import './demo-year/overview.facts.js';
import './demo-year/ranking.facts.js';
import './demo-year/shell.facts.js';
import './demo-year/keyboard.facts.js';
import './demo-year/phone.facts.js';
import './demo-year/entries.facts.js';
import './demo-year/live.facts.js';
import './demo-year/stages.facts.js';
import './demo-year/closing.facts.js';
