/** The facts of a unit in three quiet lists. */
import type { ReactNode } from 'react';
import type { UnitView } from '@/api/gen/commands';
import { Facts } from '../display/Facts';
import { TimeText } from '../display/TimeText';
import { pick, useTexts, useWord } from '../i18n';
import { Replaced } from './Replaced';

export function DonationFacts({ unit }: { unit: UnitView }) {
  const t = useTexts('dossier');
  const word = useWord();
  const { row, consent, questionnaire, retention } = unit;
  return (
    <Facts
      items={[
        [t('facts.inventory'), word('Inventory', row.inventory)],
        [t('facts.due_date'), unit.due_date],
        [t('facts.consent'), consent ? t('facts.consent_value', { date: consent.signed_on, version: consent.form_version }) : t('facts.none')],
        [t('facts.scope'), consent ? consent.scope.map((scope) => word('ConsentScope', scope)).join(' · ') : null],
        [t('facts.questionnaire'), questionnaire ? word('Eligibility', questionnaire.outcome) : t('facts.none')],
        ...(questionnaire && questionnaire.flagged.length > 0
          ? [[t('facts.flagged'), questionnaire.flagged.join(', ')] as [string, string]]
          : []),
        [t('facts.labels'), t('facts.label_prints', { count: unit.label_prints })],
        [t('facts.cross_checked'), <TimeText key="c" ms={unit.cross_checked_ms} />],
        ...(retention
          ? [[
              t('facts.retention'),
              <span key="t" title={retention.source} data-testid="retention">
                {t('facts.retention_value', { years: retention.years, profile: pick(retention) })}
                {retention.confirmed ? null : ` · ${t('facts.unconfirmed')}`}
              </span>,
            ] as [string, ReactNode]]
          : []),
      ]}
    />
  );
}

export function CollectionFacts({ unit }: { unit: UnitView }) {
  const t = useTexts('dossier');
  const word = useWord();
  const { collection } = unit;
  if (!collection) return <Facts items={[[t('facts.collection'), t('facts.none')]]} />;
  const old = (...fields: string[]) => <Replaced corrections={collection.corrected.filter(({ field }) => fields.includes(field))} />;
  return (
    <Facts
      items={[
        [t('facts.started'), <div key="s"><TimeText ms={collection.started_ms} />{old('started_ms')}</div>],
        [t('facts.ended'), <div key="e"><TimeText ms={collection.ended_ms} />{old('ended_ms')}</div>],
        [t('facts.volume'), <div key="v">{collection.volume_ml} mL{old('volume_ml')}</div>],
        ...(collection.gross_weight_g ? [[t('facts.gross_weight'), `${collection.gross_weight_g} g`] as [string, string]] : []),
        [t('facts.infant_sex'), <div key="x">{word('InfantSex', collection.infant_sex)}{old('infant_sex')}</div>],
        [t('facts.birth_weight'), <div key="w">{collection.birth_weight_g} g{old('birth_weight_g')}</div>],
        [t('facts.gestation'), <div key="g">{t('facts.gestation_value', { weeks: collection.gestation_weeks, days: collection.gestation_days })}{old('gestation_d')}</div>],
        [t('facts.delivery_mode'), <div key="m">{word('DeliveryMode', collection.delivery_mode)}{old('delivery_mode')}</div>],
        [t('facts.bag_lot'), <span key="l" data-mono>{collection.bag_lot}</span>],
        [t('facts.collector'), collection.collector],
      ]}
    />
  );
}

export function ReceiptFacts({ unit }: { unit: UnitView }) {
  const t = useTexts('dossier');
  const word = useWord();
  const { receipt, row } = unit;
  const place: [string, ReactNode][] = [
    [t('facts.site'), row.site_code],
    [t('facts.position'), row.position ? <strong key="p" data-mono>{row.position}</strong> : null],
  ];
  if (!receipt) return <Facts items={[[t('facts.receipt'), t('facts.none')], ...place]} />;
  return (
    <Facts
      items={[
        [t('facts.received'), <TimeText key="r" ms={receipt.received_ms} />],
        [t('facts.hours'), t('facts.hours_value', { hours: receipt.hours_since_collection })],
        [t('facts.temperature'), `${receipt.temperature_min_c} – ${receipt.temperature_max_c} °C`],
        [t('facts.intact'), t(receipt.intact ? 'value.intact' : 'value.damaged')],
        [t('facts.decision'), receipt.decision ? word('ReceiptDecision', receipt.decision) : t('facts.none')],
        ...(receipt.decision_reason ? [[t('facts.decision_reason'), receipt.decision_reason] as [string, string]] : []),
        ...place,
      ]}
    />
  );
}
