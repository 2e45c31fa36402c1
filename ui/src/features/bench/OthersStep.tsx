/** The step that comes next where another screen or somebody else does it: which, who may, and the way there. */
import { Button } from '@mantine/core';
import { IconArrowRight, IconHourglass } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { RecordedBy, Role, StepView } from '@/api';
import { EmptyState, pick, useCan, useOpen, useSession, useTexts, useWord, type ScreenName } from '@/shared';

/** Where each record is made: results at this screen, the check of the final label on the unit's page. */
const SCREENS: Record<RecordedBy, ScreenName | null> = {
  enrolment: 'collection', consent: 'collection', questionnaire: 'collection', collection: 'collection', cross_check: 'collection',
  packing: 'shipment', receipt: 'receipt', receipt_decision: 'receipt', label_check: 'unit', curve_review: 'freezing', results: null,
  storage: 'storage', move: 'storage', review: 'review', release: 'release', certificate: 'release',
};

/** Screens that open on a unit. */
const OF_UNIT: ReadonlySet<ScreenName> = new Set(['collection', 'unit', 'review', 'release']);

/** Who may do a step that is given to nobody in particular. */
const USUAL: Role[] = ['processing'];

interface Props {
  step: Pick<StepView, 'number' | 'zh' | 'en' | 'who' | 'recorded_by'>;
  /** The unit that it is next for; none where several wait for it. */
  donation?: string;
}

export function OthersStep({ step, donation }: Props) {
  const t = useTexts('bench');
  const word = useWord();
  const open = useOpen();
  const can = useCan('record_step');
  const { operator } = useSession();
  const { recorded_by: by, number } = step;
  const told = useRef<HTMLDivElement>(null);
  // It takes the place of a long form, with the page still at the foot of that form; an effect runs after the lists
  // beside it have brought their own rows into view.
  useEffect(() => told.current?.scrollIntoView({ block: 'nearest' }), [number]);
  const roles = (step.who.length > 0 ? step.who : USUAL).map((role) => word('Role', role)).join(' / ');
  const screen = by === null ? null : SCREENS[by];
  // Of several units each has a page of its own: the list at the side leads there.
  const leads = screen !== null && (screen !== 'unit' || donation !== undefined);
  return (
    <div ref={told} data-testid="step-of-others">
      <EmptyState
        icon={IconHourglass}
        title={t('step.of_others', { number, step: pick(step), roles })}
        hint={
          <>
            {by === null ? null : <div>{t(`elsewhere.${by}`)}</div>}
            <div>{can ? t('step.of_others_hint', { name: operator.name }) : t('step.not_yours')}</div>
          </>
        }
        action={leads ? (
          <Button rightSection={<IconArrowRight size={20} />} onClick={() => open.screen(screen, OF_UNIT.has(screen) ? donation : undefined)} data-testid="step-of-others-open">
            {t('step.there')}
          </Button>
        ) : null}
      />
    </div>
  );
}
