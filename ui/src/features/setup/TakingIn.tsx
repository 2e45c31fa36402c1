/** A station that has just joined reads its bank. Nobody signs in before all of it is here, and nobody has to wait beside it. */
import { Button, Progress } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useAct, useCommandQuery } from '@/api';
import { Buttons, formatNumber, Loaded, PageHeader, Panel, ProblemAlert, useTexts } from '@/shared';

/** The program says what changes; this often the screen looks by itself. */
const LOOK_MS = 2000;

export function TakingIn() {
  const t = useTexts('setup');
  // The phase, too, which leads away from here.
  useCommandQuery('setup.state', {}, { refetchIntervalMs: LOOK_MS, keepPrevious: true });
  const status = useCommandQuery('sync.status', {}, { refetchIntervalMs: LOOK_MS, keepPrevious: true });
  const now = useAct('sync.now');
  return (
    <Panel>
      <PageHeader title={t('taking_in.title')} subtitle={t('taking_in.text')} />
      <Loaded query={status}>
        {({ taking_in: at, problem }) => (
          <>
            {at ? (
              <output data-testid="taking-in" data-step={at.step}>
                <p>
                  {at.all === null
                    ? t('taking_in.begun', { done: formatNumber(at.done) })
                    : t(`taking_in.${at.step}`, { done: formatNumber(at.done), all: formatNumber(at.all) })}
                </p>
                <Progress value={at.all === null ? 0 : (100 * at.done) / Math.max(1, at.all)} size="lg" aria-label={t('taking_in.title')} />
              </output>
            ) : null}
            <ProblemAlert problem={now.error ?? problem} />
            {problem ? (
              <Buttons>
                <Button leftSection={<IconRefresh size={20} aria-hidden />} loading={now.isPending} onClick={() => now.mutate({})} data-testid="taking-in-now">
                  {t('taking_in.now')}
                </Button>
              </Buttons>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
