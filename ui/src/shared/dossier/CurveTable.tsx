/** The freezing curves of a unit: the one that counts first, with what was found and its review. */
import { Button } from '@mantine/core';
import { IconChartLine, IconHourglass, IconReplace } from '@tabler/icons-react';
import { useCommandQuery, type Role, type UnitCurveView } from '@/api';
import { EmptyState, Loaded } from '../display/States';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { useOpen } from '../hooks/useOpen';
import { pick, useTexts, useWord } from '../i18n';
import { CurveFindings } from './CurveFindings';
import classes from './CurveTable.module.css';
import { VerdictTone } from './VerdictTone';

export function UnitCurveList({ donation }: { donation: string }) {
  const t = useTexts('dossier');
  const query = useCommandQuery('freezing.of_unit', { donation, din: null }, { keepPrevious: true });
  return (
    <Loaded query={query}>
      {({ curves, confirmers }) =>
        curves.length === 0
          ? <EmptyState icon={IconChartLine} title={t('curves.none')} hint={t('curves.none_hint')} />
          : <div data-testid="unit-curves">{curves.map((curve, index) => <Curve key={`${curve.curve} ${index}`} curve={curve} confirmers={confirmers} />)}</div>}
    </Loaded>
  );
}

function Curve({ curve, confirmers }: { curve: UnitCurveView; confirmers: Role[] }) {
  const t = useTexts('dossier');
  const word = useWord();
  const open = useOpen();
  const { review, verdict } = curve;
  return (
    <section className={classes.curve} data-current={curve.current}>
      <header className={classes.head}>
        <strong>{curve.file_name}</strong>
        {curve.current ? null : <Tone tone="grey" icon={IconReplace}>{t('curves.replaced')}</Tone>}
        {verdict === null ? <span className={classes.quiet}>{t('curves.unknown_program')}</span> : <VerdictTone verdict={verdict} />}
        {review === null
          ? <Tone tone="orange" icon={IconHourglass}>{t('curves.not_reviewed')}</Tone>
          : <span data-testid="unit-curve-review"><strong>{word('UnitFitness', review.fitness)}</strong> · {review.by} <TimeText ms={review.at_ms} />{review.note === '' ? '' : ` · ${review.note}`}</span>}
        {curve.here
          ? <Button variant="default" size="xs" leftSection={<IconChartLine size={18} />} onClick={() => open.screen('freezing', curve.curve)} data-testid="unit-curve-open">{t('curves.open')}</Button>
          : <span className={classes.quiet}>{t('curves.elsewhere')}</span>}
      </header>
      <p className={classes.quiet}>
        {pick(curve.program)} · {curve.program.code} v{curve.program.version} · {curve.equipment} · {curve.recorded_by} <TimeText ms={curve.recorded_ms} />
        {curve.reason === null ? '' : ` · ${t('curves.reason', { reason: curve.reason })}`}
      </p>
      {curve.current && curve.findings.length > 0 ? <CurveFindings findings={curve.findings} confirmers={confirmers} /> : null}
    </section>
  );
}
