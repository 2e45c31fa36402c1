/** Verifying this station's ledger. */
import { Button, Progress } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type VerifyReply } from '@/api';
import { formatDateTime, formatNumber, LoadingState, Panel, ProblemAlert, useProgress, useTexts } from '@/shared';
import classes from './LedgerTab.module.css';

export function LedgerTab() {
  const t = useTexts('admin');
  const [asked, setAsked] = useState(false);
  const verify = useCommandQuery('ledger.verify', {}, { enabled: asked });
  const at = useProgress('ledger.verify');
  const { data: status } = useCommandQuery('sync.status', {}, { keepPrevious: true });
  const run = () => (asked ? void verify.refetch() : setAsked(true));
  return (
    <Panel title={t('tab.ledger')}>
      <p className={classes.text}>{t('ledger.text')}</p>
      {status?.checked_ms ? <p className={classes.text}>{t('ledger.last', { time: formatDateTime(status.checked_ms) })}</p> : null}
      <Button leftSection={<IconShieldCheck size={20} />} loading={verify.isFetching} onClick={run} data-testid="admin-verify">
        {t('ledger.run')}
      </Button>
      {verify.isFetching ? <LoadingState label={t('ledger.running')} /> : null}
      {verify.isFetching && at ? <Progress value={(100 * at.done) / Math.max(1, at.total)} size="lg" /> : null}
      {!verify.isFetching && verify.data ? <Result reply={verify.data} /> : null}
      <ProblemAlert problem={verify.error} />
    </Panel>
  );
}

function Result({ reply }: { reply: VerifyReply }) {
  const t = useTexts('admin');
  const Glyph = reply.good ? IconShieldCheck : IconShieldX;
  return (
    <div className={classes.result} data-good={reply.good} data-testid="admin-verify-result" role="status">
      <Glyph size={44} stroke={1.6} aria-hidden />
      <div>
        <div className={classes.verdict}>{t(reply.good ? 'ledger.good' : 'ledger.bad')}</div>
        <div>{t('ledger.counts', { entries: formatNumber(reply.entries), checkpoints: formatNumber(reply.checkpoints) })}</div>
        {reply.first_bad ? <div>{t('ledger.first')}: <code>{reply.first_bad}</code></div> : null}
      </div>
    </div>
  );
}
