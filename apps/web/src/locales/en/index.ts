import type { Messages } from '..';
import admin from './admin';
import desk from './desk';
import evidence from './evidence';
<<<<<<< HEAD
import imports from './imports';
=======
import help from './help';
>>>>>>> imports-run
import orders from './orders';
import overview from './overview';
import projects from './projects';
import shell from './shell';
import words from './words';

<<<<<<< HEAD
const en: Messages = { ...shell, ...desk, ...admin, ...imports, words, overview, evidence, orders, projects };
=======
const en: Messages = { ...shell, ...desk, ...admin, ...help, words, overview, evidence, orders, projects };
>>>>>>> imports-run

export default en;
