/** A box: its cells in a grid, and the one under the cursor in words. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconTestPipe2 } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useCommandQuery, type PartBoxView, type PartInBox } from '@/api';
import { EmptyState, formatNumber, Loaded, PageHeader, TimeText, Tone, two, useOpen, useRouteId, useScan, useTexts, useWord } from '@/shared';
import classes from './Boxes.module.css';
import { movedCell } from './cells';
import { findSample } from './findSample';

export function BoxPage({ device, box }: { device: string; box: string | null }) {
  const query = useCommandQuery('part.box', { device, box_code: box }, { keepPrevious: true });
  return <Loaded query={query}>{(view) => <Page view={view} />}</Loaded>;
}

function Page({ view }: { view: PartBoxView }) {
  const t = useTexts('storage');
  const word = useWord();
  const open = useOpen();
  const wanted = useRouteId()?.split('~')[3];
  const { row, cells, parts } = view;
  const first = parts.find(({ part }) => part === wanted)?.cell ?? cells[0] ?? '';
  const [active, setActive] = useState(first);
  const at = (cell: string) => parts.filter((part) => part.cell === cell);
  const here = at(active);
  const free = cells.find((cell) => at(cell).length === 0);
  /** What a box of another size left behind, or another station put where this one has no cell. */
  const outside = cells.length === 0 ? [] : parts.filter(({ cell }) => cell === null || !cells.includes(cell));
  const show = (part: PartInBox) => open.samples(part.donation, part.part);
  useScan(async (text) => {
    const found = await findSample(text);
    if (found === null || found.box !== undefined) return false;
    const there = parts.find(({ part }) => part === found.part);
    if (there?.cell) setActive(there.cell);
    else open.samples(found.donation, found.part);
    if (found.warning !== null) throw found.warning;
    return true;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = movedCell(active, event.key, view);
    if (to !== null) setActive(to);
    else if (event.key === 'Enter' && here[0]) show(here[0]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.page}>
      <PageHeader
        title={<span className={classes.mono}>{[row.device, row.rack, row.box_code ?? t('sample.loose')].filter(Boolean).join(' · ')}</span>}
        subtitle={[row.device_name, row.size ?? '', `${t('sample.count')} ${formatNumber(row.parts)}`, row.free === null ? '' : `${t('sample.free')} ${formatNumber(row.free)}`, cells.length === 0 ? '' : free ? t('sample.first_free', { cell: free }) : t('sample.full')].filter(Boolean).join(' · ')}
        actions={<Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('storage', 'samples')} data-testid="box-back">{t('sample.back')}</Button>}
      />
      {cells.length === 0 ? (
        <ul className={classes.loose}>{parts.map((part) => <li key={part.part}><Line part={part} onOpen={show} /></li>)}</ul>
      ) : (
        <>
          <p className={classes.quiet}>{t('sample.keys')}</p>
          <div className={classes.grid} role="grid" aria-label={row.box_code ?? ''} tabIndex={0} onKeyDown={onKeyDown} data-testid="box-grid">
            {rowsOf(view).map((line) => (
              <div key={line[0]} role="row" className={classes.row}>
                {line.map((cell) => {
                  const there = at(cell);
                  const part = there[0];
                  return (
                    <button
                      key={cell}
                      type="button"
                      role="gridcell"
                      tabIndex={-1}
                      aria-selected={cell === active}
                      className={classes.cell}
                      data-state={there.length === 0 ? 'free' : there.length > 1 ? 'contested' : 'taken'}
                      onClick={() => setActive(cell)}
                      onDoubleClick={() => part && show(part)}
                      data-testid={`cell-${cell}`}
                    >
                      <span className={classes.name}>{cell}</span>
                      {part ? <><span className={classes.din}>{part.din.slice(-6)}-{two(part.number)}</span><span className={classes.kind}>{word('PartKind', part.kind)}</span></> : <span className={classes.kind}>{t('sample.free_cell')}</span>}
                    </button>
                  );
                })}
              </div>
            ))}
          </div>
          <div className={classes.status} data-testid="box-active">
            <strong className={classes.code}>{active}</strong>
            {here.length > 1 ? <Tone tone="red" icon={IconAlertTriangle} solid>{t('sample.clash', { count: 1 })}</Tone> : null}
            {here.length === 0 ? <span className={classes.quiet}>{t('sample.free_cell')}</span> : here.map((part) => <Line key={part.part} part={part} onOpen={show} />)}
          </div>
        </>
      )}
      {outside.length === 0 ? null : (
        <div data-testid="box-outside">
          <Tone tone="red" icon={IconAlertTriangle}>{t('sample.outside')}</Tone>
          <ul className={classes.loose}>{outside.map((part) => <li key={part.part}><strong className={classes.code}>{part.cell ?? '—'}</strong> <Line part={part} onOpen={show} /></li>)}</ul>
        </div>
      )}
      {parts.length === 0 ? <EmptyState icon={IconTestPipe2} title={t('sample.none')} hint={t('sample.none_hint')} /> : null}
    </div>
  );
}

function rowsOf({ cells, columns }: PartBoxView): string[][] {
  return Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) => cells.slice(row * columns, (row + 1) * columns));
}

function Line({ part, onOpen }: { part: PartInBox; onOpen: (part: PartInBox) => void }) {
  const t = useTexts('storage');
  const word = useWord();
  return (
    <span className={classes.line}>
      <strong className={classes.mono}>{part.din}-{two(part.number)}</strong> {word('PartKind', part.kind)} {part.left} {word('VolumeUnit', part.unit)} <span className={classes.quiet}><TimeText ms={part.since_ms} /></span>
      <Button variant="light" size="compact-md" onClick={() => onOpen(part)} data-testid={`box-open-${part.din}-${part.number}`}>{t('sample.open_unit')}</Button>
    </span>
  );
}
