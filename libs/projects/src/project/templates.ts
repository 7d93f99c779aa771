import { STAGE_NAMES, type GateRequirement, type ProjectTemplate } from '#contracts';

/** One step of a project's ladder and what must be shown before it counts as reached (★ in contract §3). */
export interface StageTemplate {
  readonly stage: string;
  /** Empty = not gated. */
  readonly gate: readonly GateRequirement[];
}

/** A gate asks for at least one file, and for the named fields (contract §9, Gates). */
function gated(stage: string, ...fields: GateRequirement[]): StageTemplate {
  return { stage, gate: ['file', ...fields] };
}

function open(stage: string): StageTemplate {
  return { stage, gate: [] };
}

/** The stages of each template in order (contract §3 Projects). A `general` project may name its own instead. */
export const TEMPLATES: Readonly<Record<ProjectTemplate, readonly StageTemplate[]>> = {
  'cold-storage': [
    open('reserve-pool'),
    open('listed'),
    gated('approved', 'documentNo'),
    open('filed'),
    gated('tendered', 'winner'),
    gated('contracted', 'contractFen'),
    open('started'),
    gated('completed', 'measuredVolumeM3'),
    gated('accepted', 'measuredVolumeM3'),
    gated('audited', 'documentNo'),
    open('handed-over'),
    gated('titled', 'documentNo'),
    open('operating'),
  ],
  'purchase-base': [open('surveyed'), open('agreed'), gated('signed'), gated('established')],
  'platform-832-application': [open('recommended'), gated('submitted'), open('reviewed'), gated('admitted')],
  general: [open('planned'), open('started'), open('completed')],
};

/** What the gate of a stage asks for; empty for a stage that is not gated or that the project named itself. */
export function gateOf(template: ProjectTemplate, stage: string): readonly GateRequirement[] {
  return TEMPLATES[template].find((candidate) => candidate.stage === stage)?.gate ?? [];
}

/** The stage's name in Chinese; a stage the project named itself is its own name. */
export function stageName(template: ProjectTemplate, stage: string): string {
  // A general project ends with 完成: the acceptance that 完工验收 names belongs to building works.
  if (template === 'general' && stage === 'completed') return '完成';
  return STAGE_NAMES[stage]?.zh ?? stage;
}
