import type { Words } from "./words.ts";

export const wordsZh: Words = {
  yesItIsMe: ["是的", "是我", "是的，我是", "对，是我本人", "嗯，是我"],
  wrongNumber: ["打错了", "你打错了", "打错了，我不认识这个人"],
  yesThatIsRight: ["对", "对的", "是的", "没错", "嗯对"],
  choice: ["1", "选2", "第一种吧", "2"],
  person: ["人工", "转人工", "我要找人工客服", "能让真人跟我说吗"],
  moreTime: ["能不能晚几天，最近手头紧", "可以宽限几天吗", "这个月生意不好，能不能缓几天", "能延期吗"],
  dispute: ["金额不对，我没欠这么多", "这个金额有问题，你们再核对一下", "不对吧，跟合同上的数不一样"],
  noise: ["👍", "哈哈哈", "？", "嗯嗯嗯", "[图片]", "🙏🙏", "在吗"],
  business: ["还行", "最近生意一般", "挺好的", "跟上个月差不多"],
  ready: ["可以", "方便", "现在可以"],
  takings: ["三万左右", "大概两万五", "一万八", "差不多四万二"],
  paid: ["已经还了", "刚还了，你查一下", "我还过了", "钱已经转过去了"],
  all: ["全部", "全部还清这期", "都还"],
  half: ["先还一半", "一半吧"],
  days: (today) => [
    { said: "明天", inDays: 1 },
    { said: "后天", inDays: 2 },
    { said: "大后天", inDays: 3 },
    { said: "三天后", inDays: 3 },
    // Before Friday there is only one Friday that can be meant.
    ...(today < 5 ? [{ said: "这周五", inDays: 5 - today }] : []),
  ],
  promise: (day) => [`${day}还`, `我${day}还`, `${day}一定还`, `${day}全部还上`],
  promiseHalf: (day) => [`${day}先还一半`, `我${day}还一半`],
};
