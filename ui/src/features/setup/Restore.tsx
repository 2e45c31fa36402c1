/** Starts from a backup instead of from nothing. */
import { Button } from '@mantine/core';
import { PageHeader, Panel, RestoreForm, useTexts } from '@/shared';

export function Restore({ onBack }: { onBack: () => void }) {
  const t = useTexts('setup');
  const common = useTexts();
  const back = <Button variant="default" onClick={onBack} data-testid="setup-back">{common('action.back')}</Button>;
  return (
    <Panel>
      <PageHeader title={t('restore.title')} subtitle={t('restore.text')} />
      <RestoreForm back={back} />
    </Panel>
  );
}
