/** "没变，没问题，工资": the answers that one message may hold, in order. A comma within 8,600 parts nothing. */
export const segments = (normal: string): string[] =>
  normal
    .split(/[，。;!\n]+|,(?!\d{3}(?!\d))|\.(?=\s|$)|(?:然后|另外|还有)|\s+-\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .slice(0, most);

/** More answers than a round has questions answer nothing. */
const most = 8;

/** Said first, it greets or agrees to be asked. */
export const courtesy = (bare: string): boolean =>
  /^(?:好的?|好啊|好呀|行|可以|嗯+|恩|哦|你好|您好|早上好|下午好|晚上好|谢谢|ok|okay|yes|sure|hi|hello|fine|thanks|alright|goodmorning|goodafternoon|goodevening)$/.test(
    bare,
  );
