"""The page asked without a browser."""

from tests.demo_journey import words_of


class Page:
    """The page of one stand-in, asked without a browser."""

    def __init__(self, slack):
        self.slack = slack

    async def document(self, query=""):
        async with self.slack.session.get(f"{self.slack.url}/{query}") as answer:
            return answer.headers, await answer.text()

    async def parts(self, person="ada", place="wins", **more):
        query = {"as": person, "in": place, **more}
        async with self.slack.session.get(f"{self.slack.url}/page/parts", params=query) as answer:
            return (await answer.json())["parts"]

    async def traffic(self, **more):
        """Return the rows as one reads them, newest first, and how far they go."""
        query = {"as": "ada", "in": "wins", **more}
        async with self.slack.session.get(f"{self.slack.url}/page/traffic", params=query) as answer:
            told = await answer.json()
        return [words_of(row["html"]) for row in told["rows"]], told["latest"]

    async def exchange(self, seq):
        address = f"{self.slack.url}/page/traffic/{seq}?as=ada&in=wins"
        async with self.slack.session.get(address) as answer:
            return await answer.text()

    async def act(self, name, person="ada", place="wins", **told):
        body = {"as": person, "in": place, **told}
        async with self.slack.session.post(
            f"{self.slack.url}/page/act/{name}", json=body
        ) as answer:
            return await answer.json() if answer.ok else answer.status
