/** Two versions of a procedure: what is otherwise in the second, step by step. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowsExchange } from '@tabler/icons-react';
import type { ProcedureView } from '@/api';
import { EmptyState, PageHeader, Panel, pick, ProcedureComparison, useOpen, useTexts } from '@/shared';
import { OtherVersion } from './Versions';
import { comparing } from './place';
import classes from './Procedures.module.css';
import { State } from './State';

export function ComparePage({ before, after, versions }: { before: string; after: string; versions: ProcedureView[] }) {
  const t = useTexts('procedures');
  const open = useOpen();
  const named = (digest: string) => versions.find((version) => version.digest === digest);
  const [old, fresh] = [named(before), named(after)];
  const go = (from: string, to: string) => open.screen('procedures', comparing(from, to));
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('procedures', after)} data-testid="procedures-back">{t('back_to_text')}</Button>
      {old && fresh ? (
        <>
          <PageHeader
            title={t('comparison', { procedure: pick(fresh) })}
            subtitle={<span className={classes.head} data-testid="procedure-compared" data-before={old.version} data-after={fresh.version}>{t('from_to', { before: old.version, after: fresh.version })} <State version={fresh} /></span>}
            actions={
              <div className={classes.choose}>
                <OtherVersion versions={versions} at={fresh} value={before} label={t('from')} testId="procedure-before" onChoose={(digest) => go(digest, after)} />
                <Button variant="default" leftSection={<IconArrowsExchange size={20} />} onClick={() => go(after, before)} data-testid="procedure-exchange">{t('exchange')}</Button>
                <OtherVersion versions={versions} at={old} value={after} label={t('to')} testId="procedure-after" onChoose={(digest) => go(before, digest)} />
              </div>
            }
          />
          <Panel><ProcedureComparison before={before} after={after} /></Panel>
        </>
      ) : <EmptyState title={t('not_here')} />}
    </>
  );
}
