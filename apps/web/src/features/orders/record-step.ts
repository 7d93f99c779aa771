import { useQueryClient } from '@tanstack/vue-query';
import { ref, type Ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { command, newKey } from '../../api/client';
import { type Sending, useSending } from '../../shared/sending';
import { type SeenVersion, useSeenVersion, type Versioned } from '../evidence/seen-version';
import type { OrderStep } from './order-step';

/** A command on a record: where below its own address, and what is sent. */
export interface StepRequest {
  readonly path: string;
  readonly body: object;
}

export interface RecordStep<Step, View extends Versioned>
  extends Pick<Sending, 'sending' | 'problem'>, Pick<SeenVersion<View>, 'seen' | 'isStale'> {
  /** The step that is being filled in. */
  readonly step: Ref<Step | null>;
  /** What was done last, in words. */
  readonly done: Ref<string>;
  /** Sends it for the version that was read; nothing while the form is not complete. */
  readonly save: (asked: StepRequest | undefined) => Promise<void>;
  /** What was typed stays and is meant for the record as it is now. */
  readonly goOn: () => void;
}

/**
 * One step after the other on a record, each under a key of its own and for the version that its reader saw.
 * @param kind where such records are: `orders`
 * @param fill puts what is most likely into the form when a step is chosen
 */
export function useRecordStep<Step extends OrderStep, View extends Versioned>(
  kind: 'orders' | 'sales',
  present: () => View,
  fill: (step: Step) => void,
): RecordStep<Step, View> {
  const { t } = useI18n();
  const queries = useQueryClient();
  const step = ref(null) as Ref<Step | null>;
  const done = ref('');
  const { sending, problem, send } = useSending();
  const { seen, isStale, look } = useSeenVersion(present, problem);
  let key = newKey();

  watch(step, (chosen) => {
    problem.value = null;
    key = newKey();
    if (chosen === null) return;
    look();
    fill(chosen);
  });

  async function save(asked: StepRequest | undefined): Promise<void> {
    const chosen = step.value;
    if (asked === undefined || chosen === null) return;
    await send(async () => {
      await command(`${kind}/${present().id}/${asked.path}`, asked.body, { key, streamVersion: seen.value.streamVersion });
      done.value = t('orders.step.saved', { what: t(`orders.step.${chosen}`) });
      step.value = null;
      await queries.invalidateQueries();
    });
    // What the record has become is read at once, so that both versions can be shown.
    if (isStale.value) await queries.invalidateQueries();
  }

  function goOn(): void {
    look();
    problem.value = null;
    key = newKey();
  }

  return { step, done, sending, problem, seen, isStale, save, goOn };
}
