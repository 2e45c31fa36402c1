/** Kinds of material of which there is little at this site, and lots of which more was used than there was by the records. */
import type { StockNote } from '@/api';
import { useTexts, useWord } from '@/shared';
import classes from './Register.module.css';

export function LowStock({ notes }: { notes: StockNote[] }) {
  const t = useTexts('register');
  const word = useWord();
  if (notes.length === 0) return null;
  return (
    <div className={classes.low} data-testid="material-low">
      {notes.map((note) => (
        <div key={note.kind}>
          <strong>{word('ThingKind', note.kind)}</strong>{' '}
          {t('low.said', { left: note.left, low: note.low_level, unit: note.unit })}
          {note.overdrawn.length === 0 ? null : <span className={classes.over}> {t('low.overdrawn', { lots: note.overdrawn.join(t('low.between')) })}</span>}
        </div>
      ))}
    </div>
  );
}
