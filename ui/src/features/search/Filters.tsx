/** Number, states, inventory, holds: each a button that says whether it is on. */
import { Button, TextInput } from '@mantine/core';
import { IconHandStop, IconSearch, IconX } from '@tabler/icons-react';
import type { Inventory } from '@/api';
import { useFieldName, useTexts, useWord } from '@/shared';
import { isEnter } from './enter';
import { NO_FILTERS, STATUSES, toggled, type SearchFilters } from './filters';
import classes from './Search.module.css';

interface Props {
  filters: SearchFilters;
  onChange: (filters: SearchFilters) => void;
  /** Enter in the text field. */
  onEnter: () => void;
  /** Down in the text field: on to the rows. */
  onDown: () => void;
}

const INVENTORIES: (Inventory | null)[] = [null, 'public', 'family'];

export function Filters({ filters, onChange, onEnter, onDown }: Props) {
  const t = useTexts('search');
  const word = useWord();
  const fieldName = useFieldName();
  const set = (part: Partial<SearchFilters>) => onChange({ ...filters, ...part });
  const any = filters.text !== '' || filters.statuses.length > 0 || filters.inventory !== null || filters.held_only;
  return (
    <div className={classes.filters}>
      <div className={classes.line}>
        <TextInput
          className={classes.text}
          value={filters.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (isEnter(event)) onEnter();
            else if (event.key === 'ArrowDown') onDown();
          }}
          placeholder={t('text')}
          aria-label={t('text')}
          leftSection={<IconSearch size={20} />}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={32}
          data-testid="field-text"
        />
        <div className={classes.group} role="group" aria-label={fieldName('inventory')}>
          {INVENTORIES.map((inventory) => (
            <button key={inventory ?? 'all'} type="button" aria-pressed={filters.inventory === inventory} onClick={() => set({ inventory })} data-testid={`field-inventory-${inventory ?? 'all'}`}>
              {inventory ? word('Inventory', inventory) : t('all')}
            </button>
          ))}
        </div>
        <button type="button" className={classes.chip} aria-pressed={filters.held_only} data-tone="red" onClick={() => set({ held_only: !filters.held_only })} data-testid="field-held_only">
          <IconHandStop size={18} aria-hidden /> {fieldName('held_only')}
        </button>
        {any ? <Button variant="subtle" color="gray" leftSection={<IconX size={18} />} onClick={() => onChange(NO_FILTERS)} data-testid="search-clear">{t('clear')}</Button> : null}
      </div>
      <div className={classes.chips} role="group" aria-label={fieldName('statuses')}>
        {STATUSES.map((status) => (
          <button
            key={status}
            type="button"
            className={classes.chip}
            aria-pressed={filters.statuses.includes(status)}
            onClick={() => set({ statuses: toggled(filters.statuses, status) })}
            data-testid={`field-statuses-${status}`}
          >
            {word('UnitStatus', status)}
          </button>
        ))}
      </div>
    </div>
  );
}
