/** Finds a run of the room's site, however long ago it went on: by number, day or a unit of it. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldText, ProblemAlert, TimeText, useKeysetPages, useTexts } from '@/shared';
import classes from './Environment.module.css';
import type { RunChoice } from './look';

interface Props {
  room: string;
  chosen: readonly string[];
  onChoose: (run: RunChoice) => void;
}

export function RunSearch({ room, chosen, onChoose }: Props) {
  const t = useTexts('environment');
  const [text, setText] = useState('');
  return (
    <>
      <FieldText name="run_search" label={t('entry.run_search')} description={t('entry.run_search_hint')} value={text} onChange={setText} maxLength={60} mono />
      {text.trim() === '' ? null : <Found room={room} text={text.trim()} chosen={chosen} onChoose={onChoose} />}
    </>
  );
}

function Found({ room, text, chosen, onChoose }: Props & { text: string }) {
  const t = useTexts('environment');
  const { rows, hasMore, loadMore, loading, error } = useKeysetPages('environment.find_runs', { room, text, at_ms: null });
  return (
    <div data-testid="runs-found">
      <ProblemAlert problem={error} />
      {rows.length === 0 && !loading && !error ? <p className={classes.quiet}>{t('entry.run_none')}</p> : null}
      {rows.filter(({ run }) => !chosen.includes(run)).map(({ run, number, rooms, started_ms: started }) => (
        <p key={run}>
          <Button size="sm" variant="default" leftSection={<IconPlus size={18} />} onClick={() => onChoose({ run, number, rooms })} data-testid={`run-${number}`}>{number}</Button>{' '}
          <span className={classes.quiet}><TimeText ms={started} /></span>
        </p>
      ))}
      {hasMore ? <Button size="sm" variant="subtle" loading={loading} onClick={loadMore} data-testid="runs-more">{t('entry.run_more')}</Button> : null}
    </div>
  );
}
