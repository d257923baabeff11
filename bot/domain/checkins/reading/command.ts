import { bare, type Said } from "./said.ts";

/** What a borrower may say about the check-in itself, as the whole of a text. */
export type Command = "back" | "skip" | "stop" | "later" | "help" | "now" | "not_known";

/** Only whole texts count: 停 is a command, "生意停了" an answer. */
export function commandIn(of: Said): Command | undefined {
  if (/^[\s?？¿]+$/.test(of.raw) && of.raw.trim() !== "") return "help";
  if (of.bare.length > longest) return undefined;
  return known.get(of.bare) ?? known.get(of.mended) ?? known.get(trimmed(of.mended));
}

const longest = 32;
/** "那先停吧谢谢" */
const trimmed = (text: string): string =>
  text
    .replace(/^(?:那就?|请|麻烦|我想|我要|我|好的?|不好意思|抱歉|先|please|sorry|canwe|canyou|canwego|lets|letsgo|ok|i)+/, "")
    .replace(/(?:吧|了|啊|哦|哈|呢|谢谢|谢谢您|一下|please|thanks|thankyou)+$/, "");

const words: Readonly<Record<Command, string>> = {
  back: "上一题|上一个|上一个问题|上题|前一题|返回|后退|回到上一题|回上一题|返回上一题|重答上一题|上一步|back|go back|previous|previous question|prev|last question|the previous one|one back",
  skip: "跳过|跳|跳过这题|跳过这个|这题跳过|下一题|下一个|过|pass|略过|不方便说|不想说|不想说这个|不愿意说|这题不答|这个不答|skip|skip it|skip this|skip that|skip this one|skip this question|next|next question|rather not say|prefer not to say|i'd rather not say|i'd rather not|id rather not",
  stop: "停|停下|停止回答|不想答|不想答了|不答|不答了|不想回答|不想回答了|不回答了|别问|别问了|不要问了|别再问|别再问了|不问了|不想聊|不想聊了|不聊了|结束|结束回访|结束吧|算了|算了吧|这次不答|不参加|不做了|不弄了|没兴趣|不感兴趣|stop|stop it|stop asking|stop the questions|stop this|no more questions|enough questions|quit|end|i don't want to answer|i do not want to answer|don't want to answer|don't ask|don't ask me|not interested|no thanks|no thank you|not this time|i'm done|im done|leave it",
  later:
    "等一下|等下|等会|等会儿|等一会|等一会儿|等等|稍等|稍后|待会|待会儿|一会儿|一会儿再说|过一会儿|过会儿|晚点|晚点再说|晚点再答|晚点说|晚一点|晚些|晚些时候|回头|回头再说|回头说|改天|改天再说|有空再说|等有空|现在没空|没空|没时间|现在没时间|忙|在忙|正忙|正在忙|现在忙|我在忙|忙着|忙着呢|在开会|开车|在开车|现在不方便|不方便|不方便现在|later|later please|maybe later|not now|not right now|busy|i'm busy|im busy|busy now|i'm busy now|hold on|hang on|wait|wait a minute|wait a moment|one moment|one minute|one sec|just a minute|give me a minute|in a bit|in a while|after a while|some other time|another time|no time|no time now|i have no time|i'm driving|in a meeting|i'm in a meeting|can we do this later|talk later|not a good time",
  help: "什么意思|啥意思|什么意思啊|这是什么意思|是什么意思|这题什么意思|这什么意思|不懂|没懂|看不懂|没看懂|不太懂|不明白|没明白|不太明白|没听懂|听不懂|怎么答|怎么回答|怎么填|怎么说|帮助|解释一下|为什么问这个|问这个干嘛|问这个做什么|help|what|what do you mean|what does that mean|what does this mean|what is that|what's that|meaning|i don't understand|don't understand|i do not understand|don't get it|i don't get it|not clear|unclear|explain|please explain|why do you ask|why are you asking|how do i answer|how should i answer",
  now: "方便|方便的|有空|有时间|现在|现在可以|现在方便|现在有空|现在就行|现在就可以|现在问吧|现在吧|可以了|有空了|继续|接着问|接着来|继续吧|开始|开始吧|开始问吧|问吧|你问吧|来吧|可以开始|可以开始了|go on|go ahead|continue|start|let's start|begin|now|now is fine|now is good|now is ok|now works|i'm ready|ready|i'm free now|ask away|ask me now|carry on|resume",
  not_known:
    "不知道|不清楚|不晓得|说不准|说不好|说不清|不好说|不记得|不记得了|忘了|记不清|没算过|没数|不确定|don't know|i don't know|do not know|i do not know|no idea|not sure|i'm not sure|im not sure|can't say|hard to say|can't remember|i can't remember|i forgot|unsure|idk|dunno",
};

const known = new Map(Object.entries(words).flatMap(([command, all]) => all.split("|").map((word) => [bare(word), command as Command] as const)));
