import type { Counted } from './printer';

/** What is counted by the figures that are counts; the others have a unit of their own. */
const NOUNS: Readonly<Record<string, Counted>> = {
  'sales.reach': 'household',
  'households.registered': 'household',
  'households.exited': 'household',
  'households.exit-rate': 'household',
  'projects.count': 'project',
  'projects.stages-reached': 'stage',
  'reserve.filing': 'unit',
  'reserve.approval': 'unit',
  'activities.visits': 'visit',
  'activities.training-sessions': 'session',
  'activities.training-participants': 'person',
  'activities.skills-deliveries': 'visit',
};

/** The noun a figure is told with: 8户, 12家, 60人次. */
export function nounOf(figure: string): Counted {
  return NOUNS[figure] ?? 'entry';
}
