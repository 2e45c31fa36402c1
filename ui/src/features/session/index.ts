import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ChangePasswordForm, FirstPassword } from './ChangePassword';
export { LockScreen } from './LockScreen';
export { SessionScreen as screen } from './SessionScreen';
export { useActivity } from './useActivity';
export const locales = { 'zh-CN': zh, en };
