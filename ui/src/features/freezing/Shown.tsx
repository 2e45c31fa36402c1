/** What a curve shows: the plot with the program's envelope, the checks, where it left the envelope, the figures as a table. */
import type { CurveShown, Role } from '@/api';
import { CurveFindings, Facts, formatDateTime, formatNumber, LinePlot, Panel, pick, useTexts, useWord, VerdictTone } from '@/shared';
import { drawn, minutes, sparse } from './curve';
import classes from './Freezing.module.css';

/** Rows of the table behind the plot. */
const FIGURES_MAX = 60;

export function Shown({ shown, confirmers }: { shown: CurveShown; confirmers: Role[] }) {
  const t = useTexts('freezing');
  const word = useWord();
  const lines = drawn(shown);
  const hasChamber = shown.points.some(({ chamber_mc }) => chamber_mc !== null);
  const verdict = shown.verdict === null ? t('verdict_unknown') : word('Verdict', shown.verdict);
  return (
    <>
      <Panel title={t('plot.title')} aside={shown.verdict === null ? null : <VerdictTone verdict={shown.verdict} />}>
        <LinePlot
          testId="curve-plot"
          label={t('plot.label', { file: shown.file_name, minutes: minutes(shown.lasts_ms), verdict, excursions: shown.excursions.length })}
          xName={t('plot.x')}
          yName={t('plot.y')}
          xText={formatNumber}
          band={lines.envelope.length === 0 ? null : { name: t(shown.of_chamber ? 'plot.envelope_chamber' : 'plot.envelope_sample'), points: lines.envelope }}
          marked={{ name: t('plot.outside'), stretches: shown.excursions.map(({ from_ms, until_ms }) => [from_ms / 60_000, until_ms / 60_000]) }}
          lines={[
            ...(lines.course.length === 0 ? [] : [{ name: t('plot.course'), tone: 'ink' as const, dashed: true, points: lines.course }]),
            ...(hasChamber ? [{ name: t('plot.chamber'), tone: 'teal' as const, points: lines.chamber }] : []),
            { name: t('plot.sample'), tone: 'blue', points: lines.sample },
          ]}
        />
        <Facts
          columns={3}
          items={[
            [t('file'), <span key="f">{shown.file_name} <code title={shown.file_digest}>{shown.file_digest.slice(0, 12)}…</code></span>],
            [t('program'), `${pick(shown.program)} · ${shown.program.code} v${shown.program.version}`],
            [t('freezer'), <code key="e">{shown.equipment}</code>],
            [t('rows'), t('rows_of', { count: shown.rows, minutes: minutes(shown.lasts_ms) })],
            [t('begins'), minutes(shown.begins_ms)],
            [t('started'), shown.started_ms === null ? null : formatDateTime(shown.started_ms)],
          ]}
        />
        <details className={classes.figures}>
          <summary data-testid="curve-figures">{t('figures')}</summary>
          <table className={classes.table}>
            <thead><tr><th scope="col">{t('plot.x')}</th><th scope="col">{t('plot.chamber')}</th><th scope="col">{t('plot.sample')}</th></tr></thead>
            <tbody>
              {sparse(shown.points, FIGURES_MAX).map((point) => (
                <tr key={point.at_ms}><td>{minutes(point.at_ms)}</td><td>{point.chamber_mc === null ? '—' : (point.chamber_mc / 1000).toFixed(1)}</td><td>{(point.sample_mc / 1000).toFixed(1)}</td></tr>
              ))}
            </tbody>
          </table>
        </details>
      </Panel>
      <Panel title={t('checks')}>
        <CurveFindings findings={shown.findings} confirmers={confirmers} />
        {shown.excursions.length === 0 ? null : (
          <>
            <h3 className={classes.subtitle}>{t('excursions')}</h3>
            <ul className={classes.excursions} data-testid="curve-excursions">
              {shown.excursions.map((one) => (
                <li key={`${one.from_ms} ${one.en}`}>{t('excursion', { phase: pick(one), from: minutes(one.from_ms), until: minutes(one.until_ms), beyond: one.beyond_c })}</li>
              ))}
            </ul>
          </>
        )}
      </Panel>
    </>
  );
}
