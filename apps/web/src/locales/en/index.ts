import type { Messages } from '..';
import access from './access';
import admin from './admin';
import desk from './desk';
import evidence from './evidence';
import help from './help';
import imports from './imports';
import locks from './locks';
import orders from './orders';
import overview from './overview';
import projects from './projects';
import shell from './shell';
import words from './words';

const en: Messages = { ...shell, ...desk, ...admin, ...help, ...imports, words, access, overview, evidence, locks, orders, projects };

export default en;
