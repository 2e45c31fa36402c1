/** A bag is in hand: where it is, or where it should go; the scan of the position's label stores it. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type TankRow, type UnitRow } from '@/api';
import {
  ActForm, Buttons, Din, FieldLongText, FieldSelect, FieldText, Loaded, SecondPerson, StatusBadge, SubmitButton, Tone, useOpen, useScanBus, useTexts, useWord,
} from '@/shared';
import classes from './Storage.module.css';
import type { Storing } from './useStoring';

const MOST_ROOM = 'most_room';

export function PositionForm({ storing, unit, tanks, mayStore }: { storing: Storing; unit: UnitRow; tanks: TankRow[]; mayStore: boolean }) {
  const t = useTexts('storage');
  const open = useOpen();
  const { dispatch } = useScanBus();
  const [text, setText] = useState('');
  const { act } = storing;
  return (
    <>
      <div className={classes.unit} data-testid="storage-unit">
        <Din din={unit.din} check={unit.check_character} large />
        <StatusBadge status={unit.status} held={unit.held} />
      </div>
      {unit.position ? (
        <div className={classes.where} data-testid="storage-where">
          <IconMapPin size={30} aria-hidden />
          <div>
            <div className={classes.quiet}>{t('position.now')}</div>
            <div className={classes.position}>{unit.position}</div>
          </div>
        </div>
      ) : null}
      {mayStore ? (
        <ActForm act={act} onSubmit={() => text.trim() !== '' && void dispatch(text.trim())}>
          <Proposal unit={unit} tanks={tanks} storing={storing} />
          {unit.position ? <FieldLongText name="move_reason" value={storing.reason} onChange={storing.setReason} required maxLength={500} /> : null}
          <FieldText name="position_scan" value={text} onChange={setText} label={t('position.scan')} mono required autoFocus={!unit.position} />
          <Buttons>
            <Button variant="subtle" color="gray" onClick={() => open.unit(unit.donation)} data-testid="storage-open_unit">{t('open_unit')}</Button>
            <Button variant="default" onClick={storing.clear} data-testid="storage-clear">{t('clear')}</Button>
            <SubmitButton command="storage.store" act={act} disabled={text.trim() === ''}>{unit.position ? t('move') : t('store')}</SubmitButton>
          </Buttons>
        </ActForm>
      ) : (
        <Buttons>
          <Button variant="default" onClick={storing.clear} data-testid="storage-clear">{t('clear')}</Button>
          <Button onClick={() => open.unit(unit.donation)} data-testid="storage-open_unit">{t('open_unit')}</Button>
        </Buttons>
      )}
    </>
  );
}

/** The free position that the program proposes, in letters for arm's length. */
function Proposal({ unit, tanks, storing }: { unit: UnitRow; tanks: TankRow[]; storing: Storing }) {
  const t = useTexts('storage');
  const word = useWord();
  const [tank, setTank] = useState<string | null>(MOST_ROOM);
  const proposal = useCommandQuery(
    'storage.propose',
    { donation: unit.donation, tank: tank === MOST_ROOM ? null : tank },
    { keepPrevious: true },
  );
  const options = [
    { value: MOST_ROOM, label: t('proposal.most_room') },
    ...tanks.map((one) => ({ value: one.tank, label: `${one.code} · ${one.room} · ${word('TankPurpose', one.purpose)}` })),
  ];
  return (
    <>
      <Loaded query={proposal}>
        {(free) => (
          <div className={classes.proposal} data-testid="storage-proposal" data-code={free.code} data-scan={free.scan_text}>
            <IconArrowRight size={30} aria-hidden />
            <div>
              <div className={classes.quiet}>{t('proposal.label')}</div>
              <div className={classes.position}>{free.code}</div>
              <div>{t('proposal.words', { room: free.room, tank: free.tank_code, rack: free.rack, slot: free.slot })}</div>
              {free.unsuited && tank === MOST_ROOM ? <div role="alert" data-testid="storage-unsuited"><Tone tone="orange" icon={IconAlertTriangle} sentence>{t(`proposal.unsuited_${free.unsuited}`)}</Tone></div> : null}
            </div>
          </div>
        )}
      </Loaded>
      <FieldSelect name="tank" value={tank} onChange={setTank} options={options} />
      {proposal.data?.needs_second ? <SecondPerson value={storing.second} put={storing.putSecond} /> : null}
    </>
  );
}
