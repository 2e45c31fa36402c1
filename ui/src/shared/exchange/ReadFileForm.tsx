/** Takes a file that carries pages between a station without a network and the centre. Used at work and by a station that still reads its bank (`back` leads away). */
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAct, type BundleSummary } from '@/api';
import { ProblemAlert } from '../display/ProblemAlert';
import { Tone } from '../display/Tone';
import { ActForm, SubmitButton } from '../form/ActForm';
import { Buttons, FieldRow } from '../form/layout';
import { FieldPassword, FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { formatNumber, useTexts } from '../i18n';

export function ReadFileForm({ back }: { back?: (disabled: boolean) => ReactNode }) {
  const t = useTexts();
  const act = useAct('sync.read_file');
  const { values, bind } = useFields({ path: '', passphrase: '' });
  const complete = values.path.trim() !== '' && values.passphrase !== '';
  return (
    <ActForm act={act} onSubmit={() => complete && act.mutate({ path: values.path.trim(), passphrase: values.passphrase })}>
      <FieldText {...bind('path')} label={t('file.path')} description={t('file.path_hint')} mono required autoFocus />
      <FieldRow><FieldPassword {...bind('passphrase')} label={t('file.passphrase')} required /></FieldRow>
      <Buttons>{back?.(act.isPending)}<SubmitButton command="sync.read_file" act={act} disabled={!complete}>{t('file.read')}</SubmitButton></Buttons>
      {act.data ? <FileSummary done={t('file.taken', { station: act.data.by })} summary={act.data} /> : null}
    </ActForm>
  );
}

/** What a file brought, or what was written to it. */
export function FileSummary({ done, summary }: { done: string; summary: BundleSummary }) {
  const t = useTexts();
  return (
    <div role="status" data-testid="centre-file-summary">
      <p><Tone tone="green" icon={IconCircleCheck}>{done}</Tone></p>
      <ul>
        {summary.chains.map((chain) => (
          <li key={`${chain.station} ${chain.first}`}>{t('file.chain', { station: chain.station, first: formatNumber(chain.first), last: formatNumber(chain.last) })}</li>
        ))}
        <li>{t('file.feed', { count: summary.feed_entries, entries: formatNumber(summary.feed_entries) })}</li>
        {summary.acknowledged === null ? null : <li>{t('file.acknowledged', { last: formatNumber(summary.acknowledged) })}</li>}
      </ul>
      {summary.problems.map((problem, index) => <ProblemAlert key={index} problem={problem} />)}
    </div>
  );
}
