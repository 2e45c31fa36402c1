/** Which panel is done, open or waiting: read off what is on record. What may be recorded, the program decides. */
import type { UnitView } from '@/api';
import type { StepState } from './StepPanel';

export const STAGES = ['enrol', 'consent', 'questionnaire', 'collection', 'labels', 'cross_check'] as const;

export type Stage = (typeof STAGES)[number];

type Facts = Pick<UnitView, 'consent' | 'questionnaire' | 'collection' | 'label_prints' | 'cross_checked_ms'> & {
  row: Pick<UnitView['row'], 'status'>;
};

export function stagesOf(view: Facts): Record<Stage, StepState> {
  const deferred = view.row.status === 'deferred';
  const then = (done: boolean, ready: boolean): StepState => (done ? 'done' : ready ? (deferred ? 'stopped' : 'open') : 'waiting');
  const consented = view.consent !== null;
  const asked = view.questionnaire !== null;
  const collected = view.collection !== null;
  const checked = view.cross_checked_ms !== null;
  return {
    enrol: 'done',
    consent: then(consented, true),
    questionnaire: then(asked, consented),
    collection: then(collected, consented && asked),
    // A kit brings its labels along: printing is not a condition of the cross-check.
    labels: then(view.label_prints > 0 || checked, collected),
    cross_check: then(checked, collected),
  };
}

/** The panel that gets the focus. */
export function firstOpen(stages: Record<Stage, StepState>): Stage | null {
  return STAGES.find((stage) => stages[stage] === 'open') ?? null;
}
