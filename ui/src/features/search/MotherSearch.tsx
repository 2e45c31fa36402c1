/** From a mother back to her donations: by the whole name, document or telephone number. */
import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery } from '@/api';
import { DataGrid, EmptyState, Loaded, useTexts, useUnitColumns } from '@/shared';
import classes from './Search.module.css';

const ROW_PX = 44;

export function MotherSearch({ onOpen }: { onOpen: (donation: string) => void }) {
  const t = useTexts('search');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  return (
    <>
      <form
        className={classes.filters}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(text.trim());
        }}
      >
        <TextInput
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          label={t('mother.text')}
          description={t('mother.hint')}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          data-testid="field-mother"
        />
        <div className={classes.line}>
          <Button type="submit" leftSection={<IconSearch size={20} />} disabled={text.trim() === ''} data-testid="submit-donation.find_mother">{t('mother.find')}</Button>
        </div>
      </form>
      {asked === '' ? null : <Found key={asked} text={asked} onOpen={onOpen} />}
    </>
  );
}

function Found({ text, onOpen }: { text: string; onOpen: (donation: string) => void }) {
  const t = useTexts('search');
  const found = useCommandQuery('donation.find_mother', { text });
  const columns = useUnitColumns<NonNullable<typeof found.data>['rows'][number]>(['din', 'status', 'collected'], (row) => row);
  return (
    <Loaded query={found}>
      {({ rows, partial }) => (
        <>
          <DataGrid
            rows={rows}
            columns={columns}
            rowKey={(row) => row.donation}
            onOpen={(row) => onOpen(row.donation)}
            rowHeight={ROW_PX}
            height={rows.length === 0 ? 'auto' : `min(${rows.length * ROW_PX + 44}px, 50vh)`}
            empty={<EmptyState icon={IconUserOff} title={t('mother.none')} />}
            label={t('mother.title')}
            testId="mother-unit"
          />
          {partial ? <p className={classes.quiet}>{t('mother.partial')}</p> : null}
        </>
      )}
    </Loaded>
  );
}
