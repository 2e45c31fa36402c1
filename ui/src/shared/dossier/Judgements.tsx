/** What each norm profile says of a unit: the one that decides first, exceptions before the rest. */
import { IconEye, IconGavel } from '@tabler/icons-react';
import type { Finding, JudgementView, ResultView, Verdict } from '@/api/gen/commands';
import { Tone } from '../display/Tone';
import { pick, useTexts } from '../i18n';
import { FindingTable } from './FindingTable';
import classes from './Judgements.module.css';
import { VerdictTone } from './VerdictTone';

const EXCEPTIONS = new Set<Verdict>(['fail', 'stale', 'unconfirmed', 'warn']);

export function isException({ verdict }: Pick<Finding, 'verdict'>): boolean {
  return EXCEPTIONS.has(verdict);
}

export function Judgements({ judgements, results }: { judgements: JudgementView[]; results: ResultView[] }) {
  const t = useTexts('dossier');
  if (judgements.length === 0) return <p>{t('judgements.none')}</p>;
  return <>{judgements.map((judgement) => <Judgement key={`${judgement.code} ${judgement.version}`} judgement={judgement} results={results} />)}</>;
}

function Judgement({ judgement, results }: { judgement: JudgementView; results: ResultView[] }) {
  const t = useTexts('dossier');
  const { findings } = judgement;
  const exceptions = findings.filter(isException);
  const others = findings.filter((finding) => !isException(finding));
  const id = `${judgement.code}-${judgement.version}`;
  return (
    <section className={classes.profile} data-testid={`judgement-${id}`} data-verdict={judgement.verdict}>
      <header>
        <h3>{pick(judgement)} <code>{judgement.code} · {judgement.version}</code></h3>
        <VerdictTone verdict={judgement.verdict} />
        <Tone tone={judgement.decides ? 'blue' : 'grey'} icon={judgement.decides ? IconGavel : IconEye}>{t(judgement.decides ? 'judgements.decides' : 'judgements.beside')}</Tone>
      </header>
      {exceptions.length === 0 ? <p className={classes.none}>{t('findings.all_pass')}</p> : <FindingTable findings={exceptions} results={results} />}
      {others.length === 0 ? null : (
        <details className={classes.details} open={judgement.decides && exceptions.length === 0}>
          <summary data-testid={`judgement-passed-${id}`}>{t('judgements.others', { count: others.length })}</summary>
          <FindingTable findings={others} results={results} />
        </details>
      )}
    </section>
  );
}
