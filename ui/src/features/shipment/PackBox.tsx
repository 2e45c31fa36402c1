/** Packing: scan the box, choose where it goes, scan every bag. What is scanned goes where it belongs, in any order. */
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useAct, useCommandQuery } from '@/api';
import {
  ActForm, Buttons, Din, FieldRadio, FieldSelect, Loaded, PageHeader, Panel, pick, readScanOf, ScanSlot, StatusBadge, SubmitButton, useOpen,
  useScan, useSession, useTexts,
} from '@/shared';
import { addBag, destinations, removeBag, usualDestination, type PackedBag } from './packing';
import classes from './shipment.module.css';

/** Up to so many destinations lie side by side; more become a list to search. */
const SIDE_BY_SIDE_MAX = 6;

export function PackBox() {
  const t = useTexts('shipment');
  const open = useOpen();
  const { bank } = useSession();
  const overview = useCommandQuery('admin.overview', {});
  const act = useAct('shipment.pack');
  const [box, setBox] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [bags, setBags] = useState<PackedBag[]>([]);
  const latest = useRef(bags);
  const change = (next: PackedBag[]) => {
    latest.current = next;
    setBags(next);
  };

  useScan(async (text) => {
    // A number typed by hand carries no role: it stands for its bag, as the program takes it.
    const meaning = await readScanOf(text, ['bag', 'box'], { also: ['donation'], seen: latest.current.map((bag) => bag.text) });
    act.reset();
    if (meaning.kind === 'box') {
      setBox(meaning.value);
      return true;
    }
    const next = addBag(latest.current, text, meaning);
    if ('problem' in next) throw next.problem;
    change(next.bags);
    return true;
  });

  /** A box's code may be typed as it stands on the box; anything with a code's prefix is read as a scan. */
  const typedBox = (text: string) => {
    if (/^[&=\]]/.test(text)) return false;
    setBox(text);
    return true;
  };
  const sites = destinations(overview.data?.sites ?? [], bank.site);
  const code = chosen ?? usualDestination(sites);
  const options = sites.map((site) => ({ value: site.code, label: `${pick({ zh: site.name_zh, en: site.name_en })} · ${site.code}` }));
  const submit = () =>
    act.mutate(
      { box_code: box, to_site: sites.find((site) => site.code === code)?.site ?? '', scans: bags.map(({ text }) => text) },
      { onSuccess: ({ row }) => open.screen('shipment', row.shipment) },
    );
  const destination = { name: 'to_site', value: code, onChange: setChosen, options, required: true };

  return (
    <div className={classes.page}>
      <PageHeader title={t('pack.title')} subtitle={t('pack.subtitle')} />
      <Loaded query={overview}>
        {() => (
          <ActForm act={act} onSubmit={submit}>
            <div className={classes.packing}>
              <Panel title={t('pack.box')}>
                <div className={classes.stack}>
                  <ScanSlot
                    name="box"
                    field="box_code"
                    title={t(box === '' ? 'pack.scan_box' : 'list.box')}
                    hint={t('pack.scan_box_hint')}
                    value={box === '' ? null : <strong>{box}</strong>}
                    active={box === ''}
                    autoFocus
                    onClear={() => setBox('')}
                    onTyped={typedBox}
                  />
                  {options.length <= SIDE_BY_SIDE_MAX ? <FieldRadio {...destination} /> : <FieldSelect {...destination} />}
                </div>
              </Panel>
              <Panel title={t('pack.bags')} aside={<strong className={classes.count} data-testid="pack-count">{bags.length}</strong>}>
                <div className={classes.stack}>
                  <ScanSlot name="bag" field="scans" title={t('pack.scan_bag')} hint={t('pack.scan_bag_hint')} value={null} active={box !== ''} />
                  {bags.length > 0 ? (
                    <ol className={classes.bags} data-testid="pack-list">
                      {bags.toReversed().map(({ unit }, index) => (
                        <li key={unit.donation} className={classes.bag} data-testid={`row-${unit.din ?? unit.donation}`}>
                          <span className={classes.place}>{bags.length - index}</span>
                          <Din din={unit.din} check={unit.check_character} />
                          <StatusBadge status={unit.status} held={unit.held} />
                          <span className={classes.volume}>{unit.volume_ml ? `${unit.volume_ml} mL` : ''}</span>
                          <ActionIcon onClick={() => change(removeBag(bags, unit.donation))} aria-label={t('pack.remove')} data-testid={`remove-${unit.din ?? unit.donation}`}><IconTrash size={20} /></ActionIcon>
                        </li>
                      ))}
                    </ol>
                  ) : null}
                </div>
              </Panel>
            </div>
            <Buttons>
              <SubmitButton command="shipment.pack" act={act} disabled={box === '' || code === null || bags.length === 0}>
                {t('pack.submit', { count: bags.length })}
              </SubmitButton>
            </Buttons>
          </ActForm>
        )}
      </Loaded>
    </div>
  );
}
