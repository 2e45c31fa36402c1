/** What became of the last scan: a quiet word when good, a red frame around the window and words when not. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import { dialogOpen, ProblemAlert, useHotkeys, useScanBus, useTexts } from '@/shared';
import classes from './ScanMessage.module.css';

export function ScanMessage() {
  const t = useTexts();
  const { feedback, dismiss, follow } = useScanBus();
  useHotkeys({ 'alt+u': () => feedback?.way && !dialogOpen() && void follow() });
  if (!feedback) return null;
  if (feedback.tone === 'good') {
    return (
      <div key={feedback.id} className={classes.good} role="status" data-testid="scan-good">
        <IconCheck size={20} aria-hidden /> {t('scan.done', { text: feedback.text })}
      </div>
    );
  }
  return (
    <>
      <div key={`frame-${feedback.id}`} className={classes.frame} aria-hidden />
      <div key={feedback.id} className={classes.bad} data-testid="scan-bad">
        <div className={classes.head}>
          <strong>{t('scan.refused')}</strong>
          <code>{feedback.text}</code>
          <ActionIcon onClick={dismiss} aria-label={t('action.close')} data-testid="scan-dismiss"><IconX size={20} /></ActionIcon>
        </div>
        <ProblemAlert problem={feedback.problem} compact />
        {feedback.way ? (
          <div className={classes.way}>
            <Button size="md" rightSection={<IconArrowRight size={20} />} onClick={() => void follow()} data-testid="scan-way">{feedback.way.title} <kbd className={classes.key}>Alt+U</kbd></Button>
            <span className={classes.again}>{t('scan.again')}</span>
            <span className={classes.again}>{feedback.way.hint}</span>
          </div>
        ) : null}
      </div>
    </>
  );
}
