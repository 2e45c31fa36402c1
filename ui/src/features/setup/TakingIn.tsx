/** A station that has just joined reads its bank. Nobody signs in before all of it is here, and nobody has to wait beside it. */
import { Button, Progress, Stack } from '@mantine/core';
import { IconArrowBackUp, IconFileImport, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type SyncStatus } from '@/api';
import { ActForm, Buttons, formatNumber, Loaded, PageHeader, Panel, ProblemAlert, ReadFileForm, SubmitButton, useTexts } from '@/shared';

/** The program says what changes; this often the screen looks by itself. */
const LOOK_MS = 2000;

type Way = 'file' | 'over';

export function TakingIn() {
  const t = useTexts('setup');
  const common = useTexts();
  const [way, setWay] = useState<Way | null>(null);
  // The phase, too, which leads away from here.
  useCommandQuery('setup.state', {}, { refetchIntervalMs: LOOK_MS, keepPrevious: true });
  const status = useCommandQuery('sync.status', {}, { refetchIntervalMs: LOOK_MS, keepPrevious: true });
  const now = useAct('sync.now');
  return (
    <Panel>
      <PageHeader title={t('taking_in.title')} subtitle={t('taking_in.text')} />
      <Loaded query={status}>
        {({ taking_in: at, storage, problem }) => (
          <Stack gap="md" mb={way === null ? 0 : 'lg'}>
            {at ? <Progression at={at} /> : null}
            <ProblemAlert problem={storage} />
            <ProblemAlert problem={now.error ?? problem} />
            {way === null ? (
              <Buttons>
                {problem ? (
                  <Button leftSection={<IconRefresh size={20} aria-hidden />} loading={now.isPending} onClick={() => now.mutate({})} data-testid="taking-in-now">
                    {t('taking_in.now')}
                  </Button>
                ) : null}
                <Button variant="default" leftSection={<IconFileImport size={20} aria-hidden />} onClick={() => setWay('file')} data-testid="taking-in-file">{common('file.read')}</Button>
                <Button variant="default" leftSection={<IconArrowBackUp size={20} aria-hidden />} onClick={() => setWay('over')} data-testid="taking-in-start-over">{t('taking_in.start_over')}</Button>
              </Buttons>
            ) : null}
          </Stack>
        )}
      </Loaded>
      {way === 'file' ? <ReadFileForm back={(disabled) => <Back onBack={() => setWay(null)} disabled={disabled} />} /> : null}
      {way === 'over' ? <StartOver onBack={() => setWay(null)} /> : null}
    </Panel>
  );
}

function Back({ onBack, disabled = false }: { onBack: () => void; disabled?: boolean }) {
  const common = useTexts();
  return <Button variant="default" onClick={onBack} disabled={disabled} data-testid="setup-back">{common('action.back')}</Button>;
}

function Progression({ at }: { at: NonNullable<SyncStatus['taking_in']> }) {
  const t = useTexts('setup');
  const done = formatNumber(at.done);
  return (
    <output data-testid="taking-in" data-step={at.step}>
      <p>{at.all === null ? t('taking_in.begun', { done }) : t(`taking_in.${at.step}`, { done, all: formatNumber(at.all) })}</p>
      <Progress value={at.all === null ? 0 : (100 * at.done) / Math.max(1, at.all)} size="lg" aria-label={t('taking_in.title')} />
    </output>
  );
}

/** The way out where the first read cannot come to its end. */
function StartOver({ onBack }: { onBack: () => void }) {
  const t = useTexts('setup');
  const act = useAct('setup.start_over');
  return (
    <ActForm act={act} onSubmit={() => act.mutate({})}>
      <p style={{ margin: 0 }}>{t('taking_in.start_over_text')}</p>
      <p style={{ margin: 0 }}>{t('taking_in.start_over_kept')}</p>
      <Buttons>
        <Back onBack={onBack} disabled={act.isPending} />
        <SubmitButton command="setup.start_over" act={act}>{t('taking_in.start_over')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
