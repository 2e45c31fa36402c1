/** Unit, person, station, days, kind. */
import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { FieldDate, pick, useTexts } from '@/shared';
import { KINDS, NO_FILTERS, type Filters } from './filters';
import classes from './Audit.module.css';

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** A report of releases has only one kind. */
  kinds: boolean;
}

export function FilterLine({ filters, onChange, kinds }: Props) {
  const t = useTexts('audit');
  const bank = useCommandQuery('admin.overview', {});
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const any = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.unit}
        label={t('filter.unit')}
        value={filters.unit}
        onChange={(event) => set({ unit: event.currentTarget.value })}
        leftSection={<IconSearch size={18} />}
        placeholder={t('filter.unit_hint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        data-testid="field-unit"
      />
      <Select
        className={classes.choice}
        label={t('filter.person')}
        placeholder={t('filter.all')}
        data={(bank.data?.people ?? []).map(({ person, name, login }) => ({ value: person, label: `${name} (${login})` }))}
        value={filters.person}
        onChange={(person) => set({ person })}
        clearable
        searchable
        data-testid="field-person"
      />
      <Select
        className={classes.choice}
        label={t('filter.station')}
        placeholder={t('filter.all')}
        data={(bank.data?.stations ?? []).map(({ station, name }) => ({ value: station, label: name }))}
        value={filters.station}
        onChange={(station) => set({ station })}
        clearable
        data-testid="field-station"
      />
      <div className={classes.day}><FieldDate name="from" label={t('filter.from')} value={filters.from} onChange={(from) => set({ from })} placeholder={t('filter.day')} future /></div>
      <div className={classes.day}><FieldDate name="until" label={t('filter.until')} value={filters.until} onChange={(until) => set({ until })} placeholder={t('filter.day')} future /></div>
      {kinds ? (
        <Select
          className={classes.choice}
          label={t('filter.kind')}
          placeholder={t('filter.all')}
          data={Object.entries(KINDS).map(([value, name]) => ({ value, label: pick(name) }))}
          value={filters.kind}
          onChange={(kind) => set({ kind })}
          clearable
          searchable
          data-testid="field-kind"
        />
      ) : null}
      {any ? <Button variant="subtle" color="gray" leftSection={<IconX size={18} />} onClick={() => onChange(NO_FILTERS)} data-testid="audit-clear">{t('filter.clear')}</Button> : null}
    </div>
  );
}
