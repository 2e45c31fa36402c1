/** Tells the screen whether a form holds what leaving would lose; gone, it holds nothing. */
import { useEffect } from 'react';

export function useUnsaved(unsaved: boolean, onUnsaved?: (unsaved: boolean) => void): void {
  useEffect(() => {
    onUnsaved?.(unsaved);
    return () => onUnsaved?.(false);
  }, [unsaved, onUnsaved]);
}
