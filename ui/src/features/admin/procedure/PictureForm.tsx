/** The picture beside a step's instruction: chosen, scaled down, named in both languages. */
import { Button, FileButton } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { dataUrl, toBase64, toJpeg, useTexts } from '@/shared';
import classes from './Editor.module.css';
import { Fault, WordsField } from './fields';
import { wordsOf } from './StepList';
import { textOf, type Part } from './sop';

/** What a picture of a procedure is scaled to: it is read on a bench, and travels with every version. */
const EDGE_PX = 900;
const KB = 60;

interface Props {
  picture: Part | null;
  onChange: (picture: Part | null, place?: string) => void;
  /** Once it is scaled down, which takes a while: what was typed meanwhile stays. */
  onChosen: (data: string) => void;
}

export function PictureForm({ picture, onChange, onChosen }: Props) {
  const t = useTexts('admin');
  const again = useRef<() => void>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const choose = async (file: File | null) => {
    again.current?.();
    if (!file) return;
    try {
      const data = toBase64(await toJpeg(file, EDGE_PX, KB));
      setWrong(null);
      onChosen(data);
    } catch {
      setWrong(file.name);
    }
  };
  const data = textOf(picture?.data);
  return (
    <fieldset className={classes.group} data-testid="sop-picture">
      <legend>{t('sop.picture')}</legend>
      <div className={classes.picture}>
        {data === '' ? null : <img src={dataUrl(data.startsWith('iVBOR') ? 'png' : 'jpeg', data)} alt={t('sop.picture')} data-testid="sop-picture-shown" />}
        <div className={classes.form}>
          <Group onChoose={(file) => void choose(file)} again={again} has={picture !== null} onRemove={() => onChange(null)} />
          {picture === null ? <span className={classes.quiet}>{t('sop.picture_hint')}</span> : (
            <WordsField words={wordsOf(picture)} name="caption" at="picture" onChange={(words, place) => onChange({ ...picture, ...words }, place)} />
          )}
          {wrong === null ? null : <p className={classes.wrong} role="alert">{t('sop.picture_unreadable', { name: wrong })}</p>}
          <Fault at="picture" />
        </div>
      </div>
    </fieldset>
  );
}

function Group({ onChoose, again, has, onRemove }: { onChoose: (file: File | null) => void; again: React.RefObject<(() => void) | null>; has: boolean; onRemove: () => void }) {
  const t = useTexts('admin');
  return (
    <div className={classes.tools}>
      <FileButton onChange={onChoose} accept="image/*" resetRef={again} inputProps={{ 'data-testid': 'sop-picture-file', 'aria-label': t('sop.picture') } as object}>
        {(props) => <Button {...props} variant="light" size="xs" leftSection={<IconPhoto size={18} />} data-testid="sop-picture-choose">{t(has ? 'sop.picture_change' : 'sop.picture_choose')}</Button>}
      </FileButton>
      {has ? <Button variant="subtle" color="red" c="red.9" size="xs" leftSection={<IconTrash size={18} />} onClick={onRemove} data-testid="sop-picture-remove">{t('sop.picture_remove')}</Button> : null}
    </div>
  );
}
