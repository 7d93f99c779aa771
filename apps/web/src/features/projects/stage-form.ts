import type { GateRequirement } from '#contracts';
import type { StageView } from '../../api/record-answers';
import { decimalOf, fenOf } from '../../shared/decimal-input';

/** What can be done with a stage. */
export const STAGE_STEPS = ['reach', 'plan', 'skip', 'reopen'] as const;
export type StageStep = (typeof STAGE_STEPS)[number];

export interface StageForm {
  occurredOn: string;
  plannedOn: string;
  reason: string;
  documentNo: string;
  winner: string;
  contract: string;
  volume: string;
  waiver: string;
  files: { readonly fileId: string; readonly name: string }[];
}

export function stageForm(stage: StageView, today: string): StageForm {
  return {
    occurredOn: today,
    plannedOn: stage.plannedOn ?? '',
    reason: '',
    documentNo: '',
    winner: '',
    contract: '',
    volume: '',
    waiver: '',
    files: [],
  };
}

/** The steps a stage is open to; whether its turn has come, the server decides. */
export function stepsOf({ state }: StageView): StageStep[] {
  return state === 'open' ? ['reach', 'plan', 'skip'] : ['reopen'];
}

/** What the gate still asks for of what is typed. */
export function missingOf({ gate }: StageView, form: StageForm): GateRequirement[] {
  const given: Readonly<Record<GateRequirement, boolean>> = {
    file: form.files.length > 0,
    documentNo: form.documentNo.trim() !== '',
    winner: form.winner.trim() !== '',
    contractFen: (fenOf(form.contract) ?? 0) > 0,
    measuredVolumeM3: (decimalOf(form.volume) ?? 0) > 0,
  };
  return gate.filter((requirement) => !given[requirement]);
}

/** The command of a step; what is not given is left out, and the gate itself is the server's. */
export function stageBody(step: StageStep, form: StageForm): object {
  const { occurredOn, plannedOn } = form;
  const reason = form.reason.trim();
  if (step === 'plan') return { plannedOn, ...(reason === '' ? {} : { reason }) };
  if (step !== 'reach') return { occurredOn, reason };
  const given: readonly (readonly [string, unknown])[] = [
    ['documentNo', form.documentNo.trim() || undefined],
    ['winner', form.winner.trim() || undefined],
    ['contractFen', fenOf(form.contract)],
    ['measuredVolumeM3', decimalOf(form.volume)],
    ['waiver', form.waiver.trim() === '' ? undefined : { reason: form.waiver.trim() }],
    ['evidence', form.files.length === 0 ? undefined : form.files.map(({ fileId }) => fileId)],
  ];
  return { occurredOn, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}
