import type { Messages } from '..';
import evidence from './evidence';
import overview from './overview';
import shell from './shell';
import words from './words';

const en: Messages = { ...shell, words, overview, evidence };

export default en;
