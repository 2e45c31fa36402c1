/** One version whole: how it stands, and every step as whoever works by it reads it. */
import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useCommandQuery, type ProcedureView } from '@/api';
import { bilingual, describeStep, EmptyState, Facts, Loaded, PageHeader, Panel, pick, stepsOf, textOf, TimeText, useOpen, useTexts, useWord } from '@/shared';
import { OtherVersion } from './Versions';
import { comparing, type Place } from './place';
import classes from './Procedures.module.css';
import { State } from './State';
import { StepText } from './StepText';

export function TextPage({ place, versions }: { place: Place; versions: ProcedureView[] }) {
  const t = useTexts('procedures');
  const open = useOpen();
  const text = useCommandQuery('procedure.text', { digest: place.digest });
  const version = versions.find(({ digest }) => digest === place.digest);
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('procedures')} data-testid="procedures-back">{t('back')}</Button>
      {version ? <Head version={version} versions={versions} /> : null}
      <Loaded query={text}>{({ content }) => <Steps digest={place.digest} content={content} wanted={place.step} />}</Loaded>
    </>
  );
}

function Head({ version, versions }: { version: ProcedureView; versions: ProcedureView[] }) {
  const t = useTexts('procedures');
  const open = useOpen();
  const { compared_with: base } = version;
  return (
    <>
      <PageHeader
        title={<span className={classes.head}>{pick(version)} <State version={version} /></span>}
        subtitle={<span className={classes.mono} data-testid="procedure-name">{version.code} · {version.version}</span>}
        actions={
          <OtherVersion versions={versions} at={version} value={null} label={t('compare')} testId="procedure-compare" onChoose={(digest) => open.screen('procedures', comparing(digest, version.digest))} />
        }
      />
      <Panel>
        <Facts
          columns={3}
          items={[
            [t('effective'), <TimeText key="e" ms={version.effective_ms} />],
            [t('approved_by'), version.approved_by],
            [t('approved_at'), <TimeText key="a" ms={version.approved_ms} />],
            [t('drawn_by'), version.drawn_by ?? t('shipped')],
            ...(version.drawn_reason === null ? [] : [[t('drawn_reason'), version.drawn_reason] as [string, string]]),
            ...(version.returned_reason === null ? [] : [[t('returned_reason'), `${version.returned_by ?? ''} · ${version.returned_reason}`] as [string, string]]),
            [t('digest'), <code key="d" className={classes.digest}>{version.digest}</code>],
          ]}
        />
        {base ? <Button mt="sm" variant="light" onClick={() => open.screen('procedures', comparing(base.digest, version.digest))} data-testid="procedure-compare-base">{t('compare_base', { version: base.version })}</Button> : null}
      </Panel>
    </>
  );
}

function Steps({ digest, content, wanted }: { digest: string; content: string; wanted: string | null }) {
  const t = useTexts('procedures');
  const speech = { t: useTexts('sop'), word: useWord(), steps: stepsOf(content) };
  const [sought, setSought] = useState('');
  useEffect(() => {
    if (wanted === null) return undefined;
    // After the router has put the page back to its beginning.
    const timer = window.setTimeout(() => {
      const found = document.getElementById(`step-${wanted}`);
      found?.scrollIntoView({ block: 'start' });
      found?.focus({ preventScroll: true });
    }, 100);
    return () => window.clearTimeout(timer);
  }, [digest, wanted]);
  const words = sought.trim().toLowerCase();
  const steps = speech.steps.map((step) => ({ step, said: describeStep(step, speech) }));
  const found = steps.filter(({ step, said }) => `${textOf(step.number)} ${pick(bilingual(step.title))} ${said.map(({ label, text }) => `${label} ${text}`).join(' ')}`.toLowerCase().includes(words));
  return (
    <Panel title={t('step_count', { count: speech.steps.length })} aside={<TextInput aria-label={t('find')} placeholder={t('find')} leftSection={<IconSearch size={18} />} value={sought} onChange={(event) => setSought(event.currentTarget.value)} data-testid="procedure-find" />}>
      {found.length === 0 ? <EmptyState title={t(speech.steps.length === 0 ? 'unreadable' : 'none_found')} /> : null}
      <ol className={classes.steps} data-testid="procedure-text">
        {found.map(({ step, said }) => <StepText key={textOf(step.code)} step={step} said={said} wanted={textOf(step.code) === wanted} />)}
      </ol>
    </Panel>
  );
}
