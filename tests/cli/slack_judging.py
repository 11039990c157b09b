"""A very small Slack: the clock, and `blocks.validate` with the answers it is told to give."""

from collections import Counter
from contextlib import asynccontextmanager

from aiohttp import web

FAULT = {"code": "failed_constraint", "message": "unsupported type: invalid", "pointer": "/0/type"}


class Judge:
    """Takes every view, but for those whose text holds one of `refuses`; `busy` times it waits."""

    def __init__(self, refuses="", busy=0, date=None):
        self.refuses = refuses
        self.busy = busy
        self.date = date
        self.asked = []
        self.tokens = Counter()
        self.address = ""

    @asynccontextmanager
    async def serving(self):
        site = web.Application()
        site.router.add_post("/api/blocks.validate", self.judge)
        site.router.add_post("/api/api.test", self.test)
        runner = web.AppRunner(site)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def judge(self, request):
        form = await request.post()
        self.tokens[request.headers.get("Authorization", "")] += 1
        if self.busy:
            self.busy -= 1
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": "0.01"})
        self.asked.append(dict(form))
        if self.refuses and self.refuses in str(dict(form)):
            answer = {"ok": False, "error": "invalid_blocks", "errors": [FAULT]}
            return web.json_response(answer)
        return web.json_response({"ok": True})

    async def test(self, _request):
        headers = {"Date": self.date} if self.date else {}
        return web.json_response({"ok": True}, headers=headers)
