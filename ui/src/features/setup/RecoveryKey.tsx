/** Shown once; nothing goes on before the operator confirms. */
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { Buttons, FieldCheck, PageHeader, Panel, useTexts } from '@/shared';
import classes from './RecoveryKey.module.css';

export function RecoveryKey({ recoveryKey, onDone }: { recoveryKey: string; onDone: () => void }) {
  const t = useTexts('setup');
  const [written, setWritten] = useState(false);
  return (
    <Panel>
      <PageHeader title={<><IconKey size={24} aria-hidden /> {t('recovery.title')}</>} subtitle={t('recovery.text')} />
      <div className={classes.key} data-testid="recovery-key">
        {recoveryKey.split('-').map((group, index) => <span key={index}>{group}</span>)}
      </div>
      <div className={classes.confirm}>
        <FieldCheck name="recovery_written" label={t('recovery.written')} value={written} onChange={setWritten} />
      </div>
      <Buttons>
        <Button size="lg" disabled={!written} onClick={onDone} data-testid="recovery-done">{t('recovery.continue')}</Button>
      </Buttons>
    </Panel>
  );
}
