import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { ReceiptScreen as screen } from './ReceiptScreen';
export const locales = { 'zh-CN': zh, en };
