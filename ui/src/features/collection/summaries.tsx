/** What is on record of each done step, on a line. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PersonalView, UnitView } from '@/api';
import { formatDateTime, PrintTrouble, Tone, useFieldName, useTexts, useWord } from '@/shared';
import { Summary } from './StepPanel';

interface Props {
  view: UnitView;
}

export function EnrolSummary({ view, personal }: Props & { personal: PersonalView | null }) {
  const t = useTexts('collection');
  const word = useWord();
  const field = useFieldName();
  const rest: [string, ReactNode][] = [
    [field('due_date'), view.due_date ?? '—'],
    [field('inventory'), word('Inventory', view.row.inventory)],
  ];
  if (!personal?.name) return <Summary items={[[t('list.mother'), t('page.personal_elsewhere')], ...rest]} />;
  return (
    <Summary
      items={[
        [t('list.mother'), <strong key="n">{personal.name}</strong>],
        [field('identity_document'), personal.identity_document],
        [field('phone'), personal.phone],
        ...rest,
      ]}
    />
  );
}

export function ConsentSummary({ view: { consent } }: Props) {
  const word = useWord();
  const field = useFieldName();
  if (!consent) return null;
  return (
    <Summary
      items={[
        [field('form_version'), consent.form_version],
        [field('signed_on'), consent.signed_on],
        [field('scope'), consent.scope.map((scope) => word('ConsentScope', scope)).join(' · ')],
      ]}
    />
  );
}

export function QuestionnaireSummary({ view: { questionnaire } }: Props) {
  const t = useTexts('collection');
  const word = useWord();
  if (!questionnaire) return null;
  const good = questionnaire.outcome === 'eligible';
  return (
    <Summary
      items={[
        [t('questionnaire.outcome'), <Tone key="o" tone={good ? 'green' : 'orange'} icon={good ? IconCircleCheck : IconAlertTriangle}>{word('Eligibility', questionnaire.outcome)}</Tone>],
        [t('questionnaire.flagged'), t('questionnaire.flagged_count', { count: questionnaire.flagged.length })],
      ]}
    />
  );
}

export function CollectionSummary({ view: { collection } }: Props) {
  const t = useTexts('collection');
  const word = useWord();
  const field = useFieldName();
  if (!collection) return null;
  return (
    <Summary
      items={[
        [t('collect.volume'), `${collection.volume_ml} mL`],
        [field('ended_ms'), formatDateTime(collection.ended_ms)],
        [field('infant_sex'), word('InfantSex', collection.infant_sex)],
        [t('collect.birth_weight'), `${collection.birth_weight_g} g`],
        [t('collect.gestation'), t('collect.gestation_value', { weeks: collection.gestation_weeks, days: collection.gestation_days })],
        [field('delivery_mode'), word('DeliveryMode', collection.delivery_mode)],
        [field('bag_lot'), collection.bag_lot],
        [t('collect.collector'), collection.collector],
      ]}
    />
  );
}

export function LabelSummary({ view, children }: Props & { children: ReactNode }) {
  const t = useTexts('collection');
  return (
    <>
      <Summary items={[[t('labels.prints'), view.label_prints > 0 ? String(view.label_prints) : t('labels.from_kit')]]} />
      {children}
      <PrintTrouble donation={view.row.donation} />
    </>
  );
}

export function CrossCheckSummary({ view }: Props) {
  const t = useTexts('collection');
  if (view.cross_checked_ms === null) return null;
  return <Summary items={[[t('cross.checked'), formatDateTime(view.cross_checked_ms)]]} />;
}
