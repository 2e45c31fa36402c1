/** Analysers of this station: on which line, in which language, by which mapping, and how each is. */
import { Button } from '@mantine/core';
import { IconClock, IconPlugConnected, IconPlugX, IconTestPipe, IconTrash } from '@tabler/icons-react';
import { useAct, useCommandQuery, type AnalyserSetting, type AnalyserView } from '@/api';
import { Buttons, EmptyState, FormDialog, Loaded, pick, ProblemAlert, problemText, TimeText, Tone, useCan, useTexts } from '@/shared';
import { AnalyserForm } from './AnalyserForm';
import { Section } from './Section';
import classes from './Section.module.css';

export function AnalysersTab() {
  const t = useTexts('admin');
  const may = useCan('configure');
  const query = useCommandQuery('analyser.list', {});
  return (
    <Loaded query={query}>
      {(list) => (
        <Section
          name="analysers"
          label={t('tab.analysers')}
          hint={t('analysers.hint')}
          rows={list.analysers}
          rowKey={({ setting }) => setting.name}
          empty={<EmptyState title={t('analysers.empty')} hint={t('analysers.empty_hint')} icon={IconTestPipe} />}
          action={may ? (
            <FormDialog title={t('analysers.add')} testId="admin-add-analyser">{(close) => <AnalyserForm list={list} onDone={close} />}</FormDialog>
          ) : null}
          columns={[
            { key: 'name', title: t('analysers.name'), width: '1fr', cell: ({ setting }) => setting.name },
            { key: 'line', title: t('analysers.line'), width: '1.3fr', cell: ({ setting }) => <span className={classes.mono}>{lineText(setting)}</span> },
            {
              key: 'mapping',
              title: t('analysers.mapping'),
              width: '1.9fr',
              cell: ({ setting }) => {
                const mapping = list.mappings.find(({ code }) => code === setting.mapping);
                return `${setting.protocol.toUpperCase()} · ${mapping ? pick(mapping) : setting.mapping}`;
              },
            },
            { key: 'state', title: t('analysers.state'), width: '2fr', cell: (analyser) => <State analyser={analyser} /> },
            {
              key: 'last',
              title: t('analysers.last'),
              width: '1.1fr',
              cell: ({ last_ms: last, messages }) => (last === null ? <span className={classes.quiet}>{t('analysers.none')}</span> : <span><TimeText ms={last} /> · {messages}</span>),
            },
            { key: 'remove', title: '', width: '140px', align: 'end', cell: ({ setting }) => (may ? <Remove name={setting.name} /> : null) },
          ]}
        />
      )}
    </Loaded>
  );
}

function lineText({ line, address, port, baud }: AnalyserSetting): string {
  if (line === 'serial') return `${address} · ${baud}`;
  return line === 'listen' ? `${address} → :${port}` : `→ ${address}:${port}`;
}

function State({ analyser: { state, problem, trouble } }: { analyser: AnalyserView }) {
  const t = useTexts('admin');
  const told = problem ?? trouble;
  const text = told ? problemText(told) : undefined;
  return (
    <span title={text} data-testid="analyser-state" data-state={state}>
      {state === 'connected' ? <Tone tone="green" icon={IconPlugConnected}>{t('analysers.connected')}</Tone> : null}
      {state === 'waiting' ? <Tone tone="grey" icon={IconClock}>{t('analysers.waiting')}</Tone> : null}
      {state === 'off' ? <Tone tone="grey" icon={IconPlugX}>{t('analysers.off')}</Tone> : null}
      {state === 'lost' ? <Tone tone="red" icon={IconPlugX}>{text}</Tone> : null}
      {state !== 'lost' && trouble ? <span className={classes.quiet}> {text}</span> : null}
    </span>
  );
}

function Remove({ name }: { name: string }) {
  const t = useTexts('admin');
  const act = useAct('analyser.remove');
  return (
    <FormDialog title={t('analysers.remove')} testId={`admin-remove-analyser-${name}`} variant="default" icon={<IconTrash size={18} />} size="md">
      {(close) => (
        <>
          <p>{t('analysers.remove_sure', { name })}</p>
          <ProblemAlert problem={act.error} />
          <Buttons>
            <Button color="red.9" loading={act.isPending} onClick={() => act.mutate({ name }, { onSuccess: close })} data-testid="submit-analyser-remove" autoFocus>
              {t('analysers.remove')}
            </Button>
          </Buttons>
        </>
      )}
    </FormDialog>
  );
}
